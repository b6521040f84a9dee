import { unreadable } from './catalog';
import { glueTable } from './glue-table';
import { unfollowedProjection } from './projection';
import { attempt } from '../template/attempt';
import type { Coverage, Deployment } from '../template/deployment';

/** What the local Athena does with the resources it reads. */
export const athenaCoverage: Coverage = {
  'AWS::Glue::Database': {
    run: ['DatabaseInput.Name', 'DatabaseName'],
    inert: ['CatalogId', 'DatabaseInput.Description', 'DatabaseInput.LocationUri', 'DatabaseInput.Parameters', 'DatabaseInput.CreateTableDefaultPermissions'],
  },
  'AWS::Glue::Table': {
    run: [
      'DatabaseName',
      'TableInput.Name',
      'TableInput.Parameters',
      'TableInput.PartitionKeys',
      'TableInput.StorageDescriptor.Columns',
      'TableInput.StorageDescriptor.Location',
      'TableInput.StorageDescriptor.SerdeInfo.SerializationLibrary',
      'TableInput.StorageDescriptor.SerdeInfo.Parameters',
    ],
    inert: [
      'CatalogId',
      'TableInput.Description',
      'TableInput.Owner',
      'TableInput.Retention',
      // What is no external table has no location, and that is told in a warning of its own.
      'TableInput.TableType',
      // The SerDe says how files are read.
      'TableInput.StorageDescriptor.InputFormat',
      'TableInput.StorageDescriptor.OutputFormat',
      'TableInput.StorageDescriptor.SerdeInfo.Name',
      'TableInput.StorageDescriptor.Compressed',
    ],
  },
  'AWS::Athena::NamedQuery': { run: ['Name', 'Database', 'QueryString', 'WorkGroup', 'Description'], inert: [] },
  // Limits, encryption and the place of results mean nothing on one machine.
  'AWS::Athena::WorkGroup': {
    run: ['Name'],
    inert: ['Description', 'State', 'Tags', 'RecursiveDeleteOption', 'WorkGroupConfiguration'],
  },
};

/** The values, rather than the properties, that queries do not follow; one line each. */
export function athenaNotes(deployment: Deployment): string[] {
  return deployment.all().filter(({ type }) => type === 'AWS::Glue::Table').flatMap((resource) => {
    const table = attempt(() => glueTable(resource));
    return 'failure' in table ? [unreadable(resource.logicalId, table.failure.message)] : unfollowedProjection(table.value);
  });
}
