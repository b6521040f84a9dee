import type { Construct } from 'constructs';

/** What `ServerlessDataPipeline` and the four parts get besides the props that a fixture gives them. */
export const settings: { nagAcknowledgements?: boolean } = {};

const CONSTRUCTS = ['ServerlessDataPipeline', 'TrackApi', 'DeliveryStream', 'RecordProcessor', 'AnalyticsQueries'];

type ConstructClass = new (scope: Construct, id: string, props?: object) => Construct;

/** The library as fixtures see it, for `jest.mock`: only what they construct themselves gets the settings, so that a pipeline has to hand them down. */
export function withSettings(library: object): object {
  const classes = library as Record<string, ConstructClass>;
  const set = CONSTRUCTS.map((name) => [name, class extends classes[name] {
    constructor(scope: Construct, id: string, props?: object) {
      super(scope, id, { ...settings, ...props });
    }
  }]);
  return { ...library, ...Object.fromEntries(set) };
}
