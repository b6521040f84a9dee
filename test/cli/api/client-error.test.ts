import { clientErrorReply } from '../../../cli/api/client-error';

test.each([['HPE_HEADER_OVERFLOW', 431, 'Request Header Fields Too Large'], ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'Request Timeout'], ['HPE_INVALID_METHOD', 400, 'Bad Request'], [undefined, 400, 'Bad Request']])(
  'error %s is %i', (code, status, message) => {
    const body = JSON.stringify({ message });
    expect(clientErrorReply(Object.assign(new Error('x'), { code }))).toMatchObject({
      status, text: `HTTP/1.1 ${status} ${message}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    });
  });

test.each([
  ['HPE_HEADER_OVERFLOW', 'the request line and the headers have more than 10,240 bytes'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'the client did not send all of it in time'],
  ['HPE_INVALID_METHOD', 'Parse Error: Invalid method encountered'],
])('error %s has a reason', (code, reason) => {
  expect(clientErrorReply(Object.assign(new Error('Parse Error: Invalid method encountered'), { code })).reason).toBe(reason);
});
