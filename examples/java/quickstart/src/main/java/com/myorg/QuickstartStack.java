package com.myorg;

import io.github.serverlessdatapipeline.ServerlessDataPipeline;
import io.github.serverlessdatapipeline.TrackAuthorization;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

public class QuickstartStack extends Stack {
    public QuickstartStack(final Construct scope, final String id) {
        this(scope, id, null);
    }

    public QuickstartStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        ServerlessDataPipeline.Builder.create(this, "Pipeline")
                // Anyone who knows the URL may send events. Leave it out, and synth warns about it.
                .authorization(TrackAuthorization.none())
                .build();
    }
}
