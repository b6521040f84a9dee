import type { GlueTable } from './glue-table';
import { dateText, projectedMoment } from './projected-date';

/** Whether Athena would look into the folder that a value of a partition key stands for. */
export type Projected = (value: string) => boolean;

/** What Athena would take from the table's properties and nothing here does; one line each. */
export function unfollowedProjection(table: GlueTable): string[] {
  if (!isProjected(table)) {
    return [];
  }
  const name = `${table.database}.${table.name}`;
  const folders = table.partitionKeys.map((key) => `${key.name}=\${${key.name}}`).join('/');
  const template = table.parameters['storage.location.template'] ?? '';
  const isOther = template !== '' && template.replace(/\/$/, '') !== `s3://${table.bucket}/${table.prefix}${folders}`;
  return [
    ...isOther ? [`${name}: storage.location.template ${template} (partitions are looked for in ${table.prefix}${folders}/)`] : [],
    ...table.partitionKeys
      .map((key) => ({ key, interval: table.parameters[`projection.${key.name}.interval`] ?? '1' }))
      .filter(({ key, interval }) => interval !== '1' && table.parameters[`projection.${key.name}.type`]?.toLowerCase() === 'date')
      .map(({ key, interval }) => `${name}: projection.${key.name}.interval ${interval} (every date in the range is read)`),
  ];
}

/** One test for each partition key, in the order of the keys. */
export function projections(table: GlueTable, now: Date, warn: (message: string) => void): Projected[] {
  unfollowedProjection(table).forEach((note) => warn(`not followed here: ${note}`));
  if (!isProjected(table)) {
    if (table.partitionKeys.length > 0) {
      warn(`${table.database}.${table.name} has partition keys without projection: Athena reads only partitions that were added to it, so it has no rows`);
    }
    return table.partitionKeys.map(() => () => false);
  }
  return table.partitionKeys.map((key) => {
    const property = (name: string) => table.parameters[`projection.${key.name}.${name}`];
    const reject = (what: string): Projected => {
      warn(`projection of ${key.name} in ${table.database}.${table.name}: ${what} is not run here, so that the table has no rows`);
      return () => false;
    };
    switch (property('type')?.toLowerCase()) {
      case 'enum':
        return enumeration(property('values') ?? '');
      case 'integer':
        return integers(property('range') ?? '', Number(property('interval') ?? '1'), Number(property('digits') ?? '1'));
      case 'date':
        return dates(property('range') ?? '', property('format') ?? '', now) ?? reject(`the date format ${property('format')} or range ${property('range')}`);
      case 'injected':
        return () => true;
      default:
        return reject(`the type ${property('type')}`);
    }
  });
}

function isProjected(table: GlueTable): boolean {
  return table.parameters['projection.enabled']?.toLowerCase() === 'true';
}

function enumeration(values: string): Projected {
  const known = new Set(values.split(','));
  return (value) => known.has(value);
}

function integers(range: string, interval: number, digits: number): Projected {
  const [first, last] = range.split(',').map(Number);
  return (value) => {
    const number = Number(value);
    return number >= first && number <= last && (number - first) % interval === 0 && value === String(number).padStart(digits, '0');
  };
}

/** The format writes larger units first, or the values could not be compared as texts; undefined if it does not. */
function dates(range: string, format: string, now: Date): Projected | undefined {
  const [first, last] = range.split(',').map((end) => projectedMoment(end.trim(), format, now));
  if (first === undefined || last === undefined) {
    return undefined;
  }
  return (value) => {
    const moment = projectedMoment(value, format, now);
    return moment !== undefined && dateText(moment, format) === value && value >= dateText(first, format) && value <= dateText(last, format);
  };
}
