from aws_cdk import Annotations, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from cdk_serverless_data_pipeline import ServerlessDataPipeline, TrackAuthorization
from constructs import Construct


class ExistingBucketStack(Stack):
    """A pipeline into a bucket that is there already, encrypted with a key that is there already. Both are named in cdk.json."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        key = kms.Key.from_key_arn(self, "Key", self.node.get_context("keyArn"))
        bucket = s3.Bucket.from_bucket_attributes(
            self, "Bucket",
            bucket_name=self.node.get_context("bucketName"),
            encryption_key=key,
        )

        pipeline = ServerlessDataPipeline(
            self, "Pipeline",
            authorization=TrackAuthorization.none(),
            bucket=bucket,
            data_prefix="web/",
            encryption_key=key,
        )
        Annotations.of(pipeline).acknowledge_warning(
            "cdk-serverless-data-pipeline:broughtBucket",
            "the bucket is private, TLS only, and cleaned by its owner",
        )

        analyst = iam.Role(self, "Analyst", assumed_by=iam.AccountRootPrincipal())
        pipeline.grant_query(analyst)
        pipeline.grant_read(analyst)
