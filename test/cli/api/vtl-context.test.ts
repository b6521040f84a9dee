import { requestWith } from './requests';
import { GatewayError } from '../../../cli/api/gateway-error';
import { ErrorContext } from '../../../cli/api/vtl-context';

test('a request keeps its ids', () => {
  const { context } = requestWith();
  expect(context.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(context.requestId).toBe(context.requestId);
  expect(context.extendedRequestId).toBe(context.extendedRequestId);
});

test('two requests have different ids', () => {
  expect(requestWith().context.requestId).not.toBe(requestWith().context.requestId);
});

test('the time of the request stands in the form of access logs too', () => {
  const { context } = requestWith();
  const [, day, month, year, time] = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) \+0000$/.exec(context.requestTime)!;
  expect(Date.parse(`${day} ${month} ${year} ${time} GMT`)).toBe(Math.floor(context.requestTimeEpoch / 1000) * 1000);
});

test('the status is overridden once', () => {
  const { responseOverride } = requestWith().context;
  responseOverride.status = '207';
  expect(responseOverride.status).toBe(207);
  expect(() => { responseOverride.status = 208; }).toThrow(GatewayError);
});

test('each header is overridden once', () => {
  const { responseOverride: { header } } = requestWith().context;
  header['Retry-After'] = '1';
  header.Vary = 'Origin';
  expect({ ...header }).toEqual({ 'Retry-After': '1', 'Vary': 'Origin' });
  expect(() => { header.Vary = 'Accept'; }).toThrow(GatewayError);
});

test('a status that is none is refused', () => {
  expect(() => { requestWith().context.responseOverride.status = 'abc'; }).toThrow(GatewayError);
});

test('a request without overrides says so', () => {
  expect(requestWith().context.overrides).toBeUndefined();
});

test('an error has its message with and without quotes', () => {
  const error = new ErrorContext(new GatewayError('BAD_REQUEST_BODY', { message: 'say "please"', validationError: '[x]' }));
  expect(error).toMatchObject({
    message: 'say "please"', messageString: '"say \\"please\\""', validationErrorString: '[x]', responseType: 'BAD_REQUEST_BODY',
  });
});
