from aws_cdk import Stack
from cdk_serverless_data_pipeline import ServerlessDataPipeline, TrackAuthorization
from constructs import Construct


class QuickstartStack(Stack):

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        ServerlessDataPipeline(
            self, "Pipeline",
            # Anyone who knows the URL may send events. Leave it out, and synth warns about it.
            authorization=TrackAuthorization.none(),
        )
