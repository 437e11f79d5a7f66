// The peer's server: RxDB's own replication handler behind HTTP, as its documentation shows it.
import { createServer } from 'node:http';
import { getReplicationHandlerByCollection } from 'rxdb/plugins/replication-websocket';
import { openAppointments } from './database.mjs';

const { database } = await openAppointments('there');
const handler = getReplicationHandlerByCollection(database, 'appointments');
const ANSWERS = {
  '/push': (rows) => handler.masterWrite(rows),
  '/pull': ({ checkpoint, limit }) => handler.masterChangesSince(checkpoint ?? undefined, limit),
};

const server = createServer(async (request, response) => {
  if (request.url === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    const sending = handler.masterChangeStream$.subscribe((event) =>
      response.write(`${JSON.stringify(event)}\n`),
    );
    request.on('close', () => sending.unsubscribe());
    return;
  }
  const parts = [];
  for await (const part of request) parts.push(part);
  const answer = await ANSWERS[request.url](JSON.parse(Buffer.concat(parts).toString()));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
});
