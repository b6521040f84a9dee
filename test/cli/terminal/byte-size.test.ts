import { formatBytes } from '../../../cli/terminal/byte-size';

test.each([
  [0, '0 B'], [1, '1 B'], [1023, '1023 B'], [1024, '1.0 KiB'], [1234, '1.2 KiB'], [1024 ** 2, '1.0 MiB'], [1.5 * 1024 ** 3, '1.5 GiB'], [2 * 1024 ** 4, '2.0 TiB'], [3 * 1024 ** 5, '3072.0 TiB'],
])('%p bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
