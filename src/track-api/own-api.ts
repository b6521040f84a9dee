import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Names } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HttpOptions } from './http-options';
import type { TrackApiProps } from './track-api-props';
import type { NagAcknowledgement } from '../private/nag-acknowledgements';
import { acknowledgeFindings } from '../private/nag-acknowledgements';

const DEFAULT_STAGE = 'dev';
const DEFAULT_RATE = 100;
const DEFAULT_BURST = 200;

/** What a method takes; the rest of a throttle that names only one of the two is the default. */
export function throttleOf({ throttle }: Pick<TrackApiProps, 'throttle'>) {
  return { throttlingRateLimit: throttle?.rateLimit ?? DEFAULT_RATE, throttlingBurstLimit: throttle?.burstLimit ?? DEFAULT_BURST };
}

/** Makes the API that is the edge's own, with all that stands in front of it. */
export function createApi(place: Construct, props: TrackApiProps): apigateway.RestApi {
  const { http = {} } = props;
  const accessLog = http.accessLog?.bind(place);
  const api = new apigateway.RestApi(place, 'Api', {
    // The name is a dimension of the API's metrics: two pipelines with one name would share them.
    restApiName: Names.uniqueResourceName(place, { separator: '-', maxLength: 128 }),
    description: 'POST /track and POST /batch put events into a Firehose stream',
    ...networkOf(props),
    domainName: http.domain && domainOf(http.domain),
    // Whoever knows it could go around the certificates.
    disableExecuteApiEndpoint: http.domain?.mtls ? true : undefined,
    // It would take an account-wide role.
    cloudWatchRole: false,
    deployOptions: {
      stageName: props.stageName ?? DEFAULT_STAGE,
      ...throttleOf(props),
      tracingEnabled: http.tracing,
      accessLogDestination: accessLog?.destination,
      accessLogFormat: accessLog?.format,
    },
  });
  // RestApi always adds an output of its own.
  api.node.tryRemoveChild('Endpoint');
  acknowledgeFindings(api.deploymentStage, props, ...stageAcknowledgements(http));
  if (http.webAcl) {
    new wafv2.CfnWebACLAssociation(place, 'WebAclAssociation', { resourceArn: api.deploymentStage.stageArn, webAclArn: http.webAcl.bind(place) });
  }
  return api;
}

/** Rules that ask for what stands in front of the API only if it is chosen. */
function stageAcknowledgements({ accessLog, webAcl }: HttpOptions): NagAcknowledgement[] {
  const executionLog = { id: 'AwsSolutions-APIG6', reason: 'Execution logs take a CloudWatch role that holds for the whole account, which is not for one API to set.' };
  const noAccessLog = { id: 'AwsSolutions-APIG1', reason: 'An access log takes a role of the account or a stream made for it, so there is none until http.accessLog chooses one.' };
  const noWebAcl = { id: 'AwsSolutions-APIG3', reason: 'A web ACL costs a monthly fee, so there is none until http.webAcl chooses one; the stage has a throttle in any case.' };
  return [...accessLog ? [] : [noAccessLog], ...webAcl ? [] : [noWebAcl], executionLog];
}

function domainOf(domain: apigateway.DomainNameOptions): apigateway.DomainNameOptions {
  return { ...domain, securityPolicy: domain.securityPolicy ?? apigateway.SecurityPolicy.TLS_1_2 };
}

function networkOf({ http = {} }: TrackApiProps): apigateway.RestApiProps {
  return http.vpcEndpoints
    ? { endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: http.vpcEndpoints } }
    : { endpointTypes: [apigateway.EndpointType.REGIONAL] };
}
