#!/usr/bin/env python3
import aws_cdk as cdk

from quickstart.quickstart_stack import QuickstartStack

app = cdk.App()
QuickstartStack(app, "QuickstartStack")
app.synth()
