#!/usr/bin/env python3
import aws_cdk as cdk

from existing_bucket.existing_bucket_stack import ExistingBucketStack

app = cdk.App()
ExistingBucketStack(app, "ExistingBucketStack")
app.synth()
