package com.myorg;

import software.amazon.awscdk.App;

public class QuickstartApp {
    public static void main(final String[] args) {
        App app = new App();
        new QuickstartStack(app, "QuickstartStack");
        app.synth();
    }
}
