import autocannon from 'autocannon';
import { connections, type Generator, judge } from './burst.ts';
import { sampling } from './lua.ts';
import { requestOf } from './request.ts';

/** With autocannon in this process, where wrk is missing. */
export const withAutocannon: Generator = async (address, load, { seconds, most }) => {
  const answers: { status: number; body: string }[] = [];
  let seen = 0;
  const result = await autocannon({
    url: address,
    connections,
    ...(most ? { amount: most } : { duration: seconds }),
    requests: [
      {
        setupRequest: (request) => Object.assign(request, requestOf(load, seen)),
        onResponse(status, body) {
          seen += 1;
          const isWrong = status !== load.status;
          if (isWrong ? answers.length < 1000 : seen % sampling === 1)
            answers.push({ status, body });
        },
      },
    ],
  });
  judge(address, load, answers);
  if (result.errors > 0) throw new Error(`${address}: ${result.errors} answers are lost`);
  return {
    requests: seen,
    requestsPerSecond: seen / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
};
