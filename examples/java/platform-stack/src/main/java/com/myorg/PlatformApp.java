package com.myorg;

import software.amazon.awscdk.App;

public class PlatformApp {
    public static void main(final String[] args) {
        App app = new App();
        new PlatformStack(app, "PlatformStack");
        app.synth();
    }
}
