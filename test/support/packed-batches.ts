/**
 * Makes `POST /batch` of a pipeline of one event a record put all events of a request as one record, with the limits and the reply that go with it: a mixture
 * that the constructs refuse.
 */
export function packBatches(template: any): void {
  const resources = Object.entries<any>(template.Resources);
  const [batchId] = resources.find(([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Resource' && Properties.PathPart === 'batch')!;
  const { Properties: { Integration } } = resources
    .find(([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Method' && Properties.HttpMethod === 'POST' && Properties.ResourceId.Ref === batchId)![1];
  Integration.Uri = replaced(Integration.Uri, 'PutRecordBatch', 'PutRecord');
  Integration.RequestTemplates = [
    ['"Records":[\n', '#set($lines = "")\n'],
    ['{"Data":"$util.base64Encode("$json$lf")"}#if($foreach.hasNext),#end\n', '#set($lines = "$lines$json$lf")\n'],
    ['#end\n]}', '#end\n"Record":{"Data":"$util.base64Encode($lines)"}}'],
  ].reduce((templates, [from, to]) => replaced(templates, from, to), Integration.RequestTemplates);
  const success = Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === '200');
  success.ResponseTemplates = { 'application/json': '{"accepted":"all"}' };
  const model = resources.find(([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Model' && Properties.Schema.maxItems === 500)![1];
  model.Properties.Schema.maxItems = 250;
  const refusal = resources.find(([, { Properties }]) => Properties?.ResponseType === 'BAD_REQUEST_BODY')![1];
  refusal.Properties.ResponseTemplates = replaced(refusal.Properties.ResponseTemplates, 'an array of 1 to 500', 'an array of 1 to 250');
}

/** In a text, or in one of the parts that are joined. */
function replaced(value: unknown, from: string, to: string): any {
  const before = JSON.stringify(value);
  const after = before.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));
  if (after === before) {
    throw new Error(`the template holds no ${from}`);
  }
  return JSON.parse(after);
}
