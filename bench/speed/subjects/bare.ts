import { fileHere } from '../../child-server.ts';
import { creationLoad } from '../creation-load.ts';
import { startServer } from '../server.ts';
import type { Subject } from './subject.ts';

/** Read JSON, answer JSON, and neither check nor keep anything: what a server can reach here at best. */
export const bareServers: readonly Subject[] = [
  bare('bare node:http', 'bare-http'),
  bare('bare Express 5', 'express-lean'),
  bare('Express 5, express.json and res.json', 'express-usual'),
];

/** A name may be anyone's; the credential is as long as a real one. */
const nobody = { header: 'authorization', values: ['Bearer nobody_in_particular'] };

function bare(name: string, file: string): Subject {
  return {
    name,
    missing: undefined,
    async open(provider) {
      const command = [process.execPath, fileHere(`servers/${file}.ts`)];
      const load = creationLoad(provider, nobody);
      const wanted = JSON.stringify({
        ok: true,
        fields: Object.keys(JSON.parse(load.body)).length,
      });
      const trouble = (body: string) => (body === wanted ? undefined : `it is not ${wanted}`);
      return {
        server: await startServer({ command }),
        loads: [{ ...load, status: 201, trouble }],
      };
    },
  };
}
