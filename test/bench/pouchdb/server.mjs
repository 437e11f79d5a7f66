// The peer's server: express-pouchdb on LevelDB, as its documentation sets it up.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const folder = `${process.argv[2]}/`;
const PouchDB = require('pouchdb').defaults({ prefix: folder });
const options = {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: `${folder}log.txt`,
};
const app = require('express')();
app.use('/', require('express-pouchdb')(PouchDB, options));
const server = createServer(app).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
});
