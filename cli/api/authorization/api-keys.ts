import { Failure } from '../../failure';
import type { Deployment, Resource } from '../../template/deployment';
import { shortId } from '../../template/made-ids';

/** An `AWS::ApiGateway::ApiKey`. */
export interface ApiKey {
  readonly id: string;
  readonly logicalId: string;
  readonly name: string;
  /** What a client sends. */
  readonly value: string;
  /** Whether the value stands in the template; otherwise AWS makes one and this is another. */
  readonly isGiven: boolean;
}

/** The keys that clients may use. A key that does not say that it is enabled is not. */
export function enabledApiKeys(deployment: Deployment): readonly ApiKey[] {
  return deployment.resources('AWS::ApiGateway::ApiKey')
    .filter(({ properties: { Enabled: isEnabled } }) => isEnabled === true || isEnabled === 'true')
    .map(readApiKey);
}

function readApiKey({ stack, logicalId, ref, properties: { Name: name, Value: given } }: Resource): ApiKey {
  // What a reference to a secret stands for is known on AWS only.
  const isGiven = given !== undefined && !String(given).includes('{{resolve:');
  const value = isGiven ? String(given) : shortId(`${stack}/${logicalId}`, 40);
  if (value.length < 20 || value.length > 128) {
    throw new Failure(`${logicalId}: Value has ${value.length} characters, allowed are 20 to 128; change it in the template`);
  }
  return { id: ref, logicalId, name: name === undefined ? logicalId : String(name), value, isGiven };
}
