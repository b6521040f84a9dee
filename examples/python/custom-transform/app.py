#!/usr/bin/env python3
import aws_cdk as cdk

from custom_transform.custom_transform_stack import CustomTransformStack

app = cdk.App()
CustomTransformStack(app, "CustomTransformStack")
app.synth()
