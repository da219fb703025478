// Reads a JSON array of statements, says of each whether @polyglot-sql/sdk takes it for Redshift's, and as what.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const polyglot = require('@polyglot-sql/sdk');
await polyglot.init?.();
const answers = JSON.parse(readFileSync(0, 'utf8')).map(sql => {
  const { success, ast, error } = polyglot.parse(sql, 'redshift');
  return { kind: success ? ast.map(statement => Object.keys(statement)[0]).join(' ') : null, error };
});
process.stdout.write(JSON.stringify(answers));
