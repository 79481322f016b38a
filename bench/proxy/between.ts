import { startProxy } from '../../conformance/proxy/proxy.ts';
import { loadProvider } from '../../specs/contract/load.ts';

/** The proxy before the server of its first argument, journal and recording included. */
const [, , upstream = '', journal = ''] = process.argv;
const proxy = await startProxy(loadProvider('mava'), { upstream, journal, record: true });
console.log(proxy.address);
process.on('SIGTERM', async () => {
  const { report } = await proxy.close();
  const { fail = 0, pass = 0 } = Object.fromEntries(
    ['fail', 'pass'].map((verdict) => [
      verdict,
      report.clauses.filter((clause) => clause.verdict === verdict).length,
    ]),
  );
  console.error(`the proxy judged: ${pass} clauses pass, ${fail} fail`);
  process.exit(fail > 0 || pass === 0 ? 1 : 0);
});
