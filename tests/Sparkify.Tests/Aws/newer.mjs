// Prints what @aws-sdk/client-redshift-data knows of the Redshift Data API: structures with their members' kinds, enums, errors.
import { createRequire } from 'node:module';

const sdk = createRequire(process.argv[2] + '/')('@aws-sdk/client-redshift-data');
const kinds = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'timestamp' };
const structures = {};
for (const schema of Object.values(sdk).filter(value => Array.isArray(value) && value[0] === 3)) {
  const [, , name, , members, types] = schema;
  structures[name] = Object.fromEntries(members.map((member, i) => [member, kinds[types[i]] ?? null]));
}
const enums = Object.fromEntries(Object.entries(sdk)
  .filter(([, value]) => value && typeof value === 'object' && Object.values(value).every(one => typeof one === 'string'))
  .map(([name, values]) => [name, Object.values(values)]));
const errors = Object.keys(sdk).filter(name => name.endsWith('Exception') && name !== 'RedshiftDataServiceException');
process.stdout.write(JSON.stringify({ structures, enums, errors }));
