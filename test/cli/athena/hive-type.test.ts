import { duckDbType, parseHiveType } from '../../../cli/athena/hive-type';
import { Failure } from '../../../cli/failure';

test.each([
  ['string', 'VARCHAR'],
  ['BIGINT', 'BIGINT'],
  ['varchar(10)', 'VARCHAR'],
  ['char(3)', 'VARCHAR'],
  ['decimal', 'DECIMAL(10,0)'],
  ['decimal(38, 9)', 'DECIMAL(38,9)'],
  ['binary', 'BLOB'],
  ['array<int>', 'INTEGER[]'],
  ['map<string,array<double>>', 'MAP(VARCHAR, DOUBLE[])'],
  ['struct<a:int,b:struct<c:map<string,decimal(5,2)>,d:date>>', 'STRUCT("a" INTEGER, "b" STRUCT("c" MAP(VARCHAR, DECIMAL(5,2)), "d" DATE))'],
])('%s is %s', (hive, duckDb) => {
  expect(duckDbType(parseHiveType(hive))).toBe(duckDb);
});

test.each(['', 'text', 'uniontype<int>', 'array<>', 'map<string>', 'struct<a>', 'constructor'])('%p is no type', (hive) => {
  expect(() => parseHiveType(hive)).toThrow(Failure);
});
