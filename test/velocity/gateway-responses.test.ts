import { AIRSPEED } from './engines/airspeed';
import { APACHE } from './engines/apache';
import { LOCAL } from './engines/local';
import { gatewayTemplates } from './templates';

const TEMPLATES = gatewayTemplates();

test('there are some', () => {
  expect(TEMPLATES.map(({ type }) => type)).toEqual(expect.arrayContaining(['THROTTLED', 'BAD_REQUEST_BODY', 'DEFAULT_4XX', 'DEFAULT_5XX']));
});

// API Gateway replaces variables in them and runs no directive: what a directive is to Velocity must not stand there.
describe.each(TEMPLATES)('the reply to $type', ({ text }) => {
  test.each([...APACHE, LOCAL, AIRSPEED])('is JSON on $name, and no directive', async (engine) => {
    const messageString = '"the text of API Gateway"';
    const { output, ...others } = await engine.render({ template: text, body: '', context: { error: { messageString } } });
    expect(others).toEqual({ headers: {} });
    expect(output).toBe(text.split('$context.error.messageString').join(messageString));
    expect(JSON.parse(output!)).toHaveProperty('message', expect.stringMatching(/.{5,}/));
  });
});
