package com.myorg;

import io.github.serverlessdatapipeline.ApiKeyAuthorizationOptions;
import io.github.serverlessdatapipeline.HttpOptions;
import io.github.serverlessdatapipeline.RequestContext;
import io.github.serverlessdatapipeline.ServerlessDataPipeline;
import io.github.serverlessdatapipeline.TrackAuthorization;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Two pipelines of a platform: one API, one bucket, and no role without the permissions boundary that is named in cdk.json. Web pages send with a
 * key; services of the same account sign their requests.
 */
public class PlatformStack extends Stack {
    public PlatformStack(final Construct scope, final String id) {
        this(scope, id, null);
    }

    public PlatformStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        RestApi api = RestApi.Builder.create(this, "Api")
                .deployOptions(StageOptions.builder().stageName("live").metricsEnabled(true).build())
                .build();
        Bucket bucket = Bucket.Builder.create(this, "Events")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(List.of(LifecycleRule.builder().abortIncompleteMultipartUploadAfter(Duration.days(7)).build()))
                .build();

        ServerlessDataPipeline web = ServerlessDataPipeline.Builder.create(this, "Web")
                .http(HttpOptions.builder().api(api).path("web").context(List.of(RequestContext.userAgent())).build())
                .authorization(TrackAuthorization.apiKey(ApiKeyAuthorizationOptions.builder()
                        .throttle(ThrottleSettings.builder().rateLimit(50).burstLimit(100).build())
                        .quota(QuotaSettings.builder().limit(1_000_000).period(Period.DAY).build())
                        .build()))
                .bucket(bucket)
                .dataPrefix("web/")
                .build();
        ServerlessDataPipeline services = ServerlessDataPipeline.Builder.create(this, "Services")
                .http(HttpOptions.builder().api(api).path("services").build())
                .authorization(TrackAuthorization.iam())
                .throttle(ThrottleSettings.builder().rateLimit(500).burstLimit(1_000).build())
                .bucket(bucket)
                .dataPrefix("services/")
                .build();

        Role worker = Role.Builder.create(this, "Worker").assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com")).build();
        services.grantTrack(worker);

        for (ServerlessDataPipeline pipeline : List.of(web, services)) {
            Annotations.of(pipeline).acknowledgeWarning("cdk-serverless-data-pipeline:broughtBucket", "the bucket is set up above");
        }
        IManagedPolicy boundary = ManagedPolicy.fromManagedPolicyName(this, "Boundary", (String) getNode().getContext("permissionsBoundary"));
        PermissionsBoundary.of(this).apply(boundary);
    }
}
