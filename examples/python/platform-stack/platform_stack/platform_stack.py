from aws_cdk import Annotations, Duration, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from cdk_serverless_data_pipeline import (
    HttpOptions,
    RequestContext,
    ServerlessDataPipeline,
    TrackAuthorization,
)
from constructs import Construct


class PlatformStack(Stack):
    """Two pipelines of a platform: one API, one bucket, and no role without the permissions boundary that is named in cdk.json.

    Web pages send with a key; services of the same account sign their requests.
    """

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        api = apigateway.RestApi(
            self, "Api",
            deploy_options=apigateway.StageOptions(stage_name="live", metrics_enabled=True),
        )
        bucket = s3.Bucket(
            self, "Events",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            lifecycle_rules=[
                s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(7)),
            ],
        )

        web = ServerlessDataPipeline(
            self, "Web",
            http=HttpOptions(api=api, path="web", context=[RequestContext.user_agent()]),
            authorization=TrackAuthorization.api_key(
                throttle=apigateway.ThrottleSettings(rate_limit=50, burst_limit=100),
                quota=apigateway.QuotaSettings(limit=1_000_000, period=apigateway.Period.DAY),
            ),
            bucket=bucket,
            data_prefix="web/",
        )
        services = ServerlessDataPipeline(
            self, "Services",
            http=HttpOptions(api=api, path="services"),
            authorization=TrackAuthorization.iam(),
            throttle=apigateway.ThrottleSettings(rate_limit=500, burst_limit=1_000),
            bucket=bucket,
            data_prefix="services/",
        )

        worker = iam.Role(self, "Worker", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        services.grant_track(worker)

        for pipeline in [web, services]:
            Annotations.of(pipeline).acknowledge_warning(
                "cdk-serverless-data-pipeline:broughtBucket", "the bucket is set up above",
            )
        boundary = iam.ManagedPolicy.from_managed_policy_name(
            self, "Boundary", self.node.get_context("permissionsBoundary"),
        )
        iam.PermissionsBoundary.of(self).apply(boundary)
