#!/usr/bin/env python3
import aws_cdk as cdk

from platform_stack.platform_stack import PlatformStack

app = cdk.App()
PlatformStack(app, "PlatformStack")
app.synth()
