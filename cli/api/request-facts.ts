import { GatewayError } from './gateway-error';
import type { IntegrationResult } from './integration';
import type { Clock } from './throttle';

/** What only access logs tell of a request: how long it took, and what its integration said. By the name after `$context.`. */
export class RequestFacts {
  private readonly facts = new Map<string, string>();
  private readonly startedAt: number;

  constructor(private readonly clock: Clock) {
    this.startedAt = clock();
  }

  get(name: string): string | undefined {
    return this.facts.get(name);
  }

  /** Calls the integration and notes how that went. */
  async ofIntegration(call: () => Promise<IntegrationResult>): Promise<IntegrationResult> {
    const calledAt = this.clock();
    try {
      const result = await call();
      this.note(result.status, 'integration.status', 'integration.integrationStatus', 'integrationStatus');
      return result;
    } catch (error) {
      if (error instanceof GatewayError && error.type.startsWith('INTEGRATION_')) this.note(error.message, 'integration.error', 'integrationErrorMessage');
      throw error;
    } finally {
      this.note(this.since(calledAt), 'integration.latency', 'integrationLatency');
    }
  }

  /** Notes what the client gets. */
  replied(status: number, length: number): void {
    this.note(String(status), 'status');
    this.note(String(length), 'responseLength');
    this.note(this.since(this.startedAt), 'responseLatency');
  }

  private note(value: string, ...names: readonly string[]): void {
    for (const name of names) this.facts.set(name, value);
  }

  private since(start: number): string {
    return String(Math.round(this.clock() - start));
  }
}
