package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	pipeline "github.com/cdk-serverless-data-pipeline/cdk-serverless-data-pipeline-go/serverlessdatapipeline"
)

type QuickstartStackProps struct {
	awscdk.StackProps
}

func NewQuickstartStack(scope constructs.Construct, id string, props *QuickstartStackProps) awscdk.Stack {
	var sprops awscdk.StackProps
	if props != nil {
		sprops = props.StackProps
	}
	stack := awscdk.NewStack(scope, &id, &sprops)

	pipeline.NewServerlessDataPipeline(stack, jsii.String("Pipeline"), &pipeline.ServerlessDataPipelineProps{
		// Anyone who knows the URL may send events. Leave it out, and synth warns about it.
		Authorization: pipeline.TrackAuthorization_None(),
	})

	return stack
}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewQuickstartStack(app, "QuickstartStack", nil)
	app.Synth(nil)
}
