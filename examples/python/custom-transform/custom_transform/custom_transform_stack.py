from aws_cdk import Duration, Size, Stack
from cdk_serverless_data_pipeline import (
    NamedQueryOptions,
    QueryOptions,
    ServerlessDataPipeline,
    TrackAuthorization,
    Transform,
)
from constructs import Construct

ITEMS_BY_DAY = """
SELECT dt, json_extract_scalar(event, '$.sku') AS sku, sum(CAST(json_extract_scalar(event, '$.quantity') AS bigint)) AS sold
FROM order_items
WHERE dt >= '2026-01-01' AND json_extract_scalar(event, '$.name') = 'order'
GROUP BY 1, 2 ORDER BY 1, 3 DESC"""


class CustomTransformStack(Stack):
    """Events of a shop, each order taken apart on its way."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        ServerlessDataPipeline(
            self, "Shop",
            authorization=TrackAuthorization.none(),
            allowed_origins=["https://shop.example.com", "https://www.example.com"],
            transform=Transform.node("transform.mjs"),
            table_name="order_items",
            buffering_interval=Duration.minutes(5),
            buffering_size=Size.mebibytes(64),
            queries=QueryOptions(
                scan_limit=Size.gibibytes(10),
                named_queries=[
                    NamedQueryOptions(
                        name="items-by-day",
                        description="What was sold on each day",
                        sql=ITEMS_BY_DAY,
                    ),
                ],
            ),
        )
