import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../specs/contract/root.ts';
import { runCli, serve, temporaryFolder } from './support/cli.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: unknown;
}

const read = (file: string) => readFileSync(path.join(packageRoot, file), 'utf8');
const compose = parse(read('compose.yaml'));
const services: Readonly<Record<string, Service>> = compose.services;
const dockerfile = read('Dockerfile').replaceAll('\\\n', '');
const nginx = read('deploy/nginx.conf').replace(/#.*$/gm, '');
const scale = read('docs/scale.md');

/** The arguments of an instruction that stands once; those that are JSON, parsed. */
function instruction(name: string) {
  const all = [...dockerfile.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest]) => rest);
  expect(all).toHaveLength(1);
  return String(all[0]);
}

/** What an nginx directive that stands once is set to. */
function directive(name: string): string {
  const all = [...nginx.matchAll(new RegExp(`^\\s*${name} (.*);$`, 'gm'))].map(([, rest]) => rest);
  expect(all).toHaveLength(1);
  return String(all[0]);
}

const seconds = (text: string): number => Number(/^(\d+)s$/.exec(text)?.[1]);
const image: readonly string[] = JSON.parse(instruction('CMD'));
const healthcheck: readonly string[] = JSON.parse(
  /\["node".*\]$/.exec(instruction('HEALTHCHECK'))?.[0] ?? '[]',
);

describe('what runs', () => {
  it('is of a named major version, Node of the one that is developed with', () => {
    const images = Object.values(services).flatMap((service) => service.image ?? []);
    expect(images).toHaveLength(2);
    for (const name of images) expect(name).toMatch(/^[a-z]+:\d+(\.\d+)?$/);
    const { node } = JSON.parse(read('package.json')).devDependencies;
    expect(instruction('FROM')).toBe(`node:${/^\^(\d+)\./.exec(node)?.[1]}-slim`);
  });

  it.each([
    ['the image', image],
    ['compose.yaml', services.double?.command ?? []],
  ])(
    '%s gives a command that the CLI takes, and that is refused without a token',
    async (_, words) => {
      const env = { DOUBLECHECK_ADMIN_TOKEN: undefined, DOUBLECHECK_STORE: 'memory' };
      const { code, stderr } = await runCli(words, env);
      expect(stderr).toMatch(/on 0\.0\.0\.0 .* needs a token/);
      expect(code).toBe(2);
    },
  );

  it('has no user of the machine, and no shell between it and its signals', () => {
    expect(instruction('USER')).toBe('node');
    expect(JSON.parse(instruction('ENTRYPOINT'))).toEqual([
      'node',
      expect.stringMatching(/^--max-semi-space-size=/),
      'cli/main.ts',
    ]);
  });

  it('waits for what it needs', () => {
    const conditions = Object.values(services).flatMap(({ depends_on = {} }) =>
      Object.entries(depends_on),
    );
    expect(conditions).toEqual([
      ['double', { condition: 'service_healthy' }],
      ['postgres', { condition: 'service_healthy' }],
    ]);
    expect(services.postgres?.healthcheck).toBeDefined();
  });
});

describe('the image', () => {
  it('has all that a double is made of, and nothing more', async () => {
    const [all, ...names] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(all).toBe('*');
    const folder = temporaryFolder();
    for (const name of names.map((line) => line.replace('!', '')))
      cpSync(path.join(packageRoot, name), path.join(folder, name), { recursive: true });
    symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
    const child = spawn(process.execPath, ['cli/main.ts', 'serve', '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdout.on('data', (part) => /The admin API is at/.test(part) && child.kill('SIGTERM'));
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ said, code }).toEqual({ said: '', code: 0 });
    for (const name of ['tests', 'docs', '.git', '.env']) expect(names).not.toContain(`!${name}`);
  });

  /** Runs the health check against an address, and has its exit code. */
  async function checked(address: string, token: string): Promise<number> {
    const [, ...words] = healthcheck.map((w) => w.replace('http://127.0.0.1:4010', address));
    const child = spawn(process.execPath, words, {
      env: { ...process.env, DOUBLECHECK_ADMIN_TOKEN: token },
    });
    const [code] = await once(child, 'close');
    return code;
  }

  it('is healthy while its double works, and not otherwise', async () => {
    const { address, stop } = await serve(['--admin-token', 'sesame']);
    expect(await checked(address, 'sesame')).toBe(0);
    expect(await checked(address, 'another')).toBe(1);
    await stop();
    expect(await checked(address, 'sesame')).toBe(1);
  });

  it('is not healthy while its double says that its store fails', async () => {
    const failing = createServer((_, response) => response.writeHead(503).end('{}'));
    onTestFinished(() => void failing.close());
    await once(failing.listen(0, '127.0.0.1'), 'listening');
    const { port } = failing.address() as { port: number };
    expect(await checked(`http://127.0.0.1:${port}`, 'sesame')).toBe(1);
  });
});

describe('the balancer', () => {
  it('finds the doubles where they listen, and is where it is looked for', async () => {
    const { stdout: help } = await runCli(['serve', '--help']);
    const port = /\(default: (\d+)\)/.exec(help)?.[1];
    expect(instruction('EXPOSE')).toBe(port);
    expect(healthcheck.join()).toContain(`http://127.0.0.1:${port}/_doublecheck/health`);
    expect(directive('server')).toBe(`double:${port} resolve`);
    expect(Object.keys(services)).toContain('double');
    expect(services.balancer?.ports).toEqual([`127.0.0.1:${port}:${directive('listen')}`]);
    expect(scale).toContain(`http://127.0.0.1:${port}`);
    const [mounted] = services.balancer?.volumes ?? [];
    expect(mounted).toBe('./deploy/nginx.conf:/etc/nginx/nginx.conf:ro');
  });

  it('never sends a POST twice, and hands over the address as it was asked for', () => {
    expect(directive('proxy_next_upstream')).toBe('error timeout');
    expect(directive('proxy_set_header Host')).toBe('$http_host');
    expect(directive('proxy_pass')).toBe('http://doubles');
  });

  it('hangs up before the double does, and outwaits the longest simulated latency', () => {
    const server = createServer();
    expect(seconds(directive('keepalive_timeout')) * 1000).toBeLessThan(server.keepAliveTimeout);
    const admin = parse(read('mock-server/admin/openapi.yaml'));
    const { maximum } = admin.components.schemas.Faults.properties.latency;
    expect(seconds(directive('proxy_read_timeout')) * 1000).toBeGreaterThan(maximum);
  });
});

describe('settings', () => {
  it('of a double are ones that `serve` reads, and stand in the page', async () => {
    const { stdout: help } = await runCli(['serve', '--help']);
    const names = Object.keys(services.double?.environment ?? {});
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect(help).toContain(name);
      expect(scale).toContain(name);
    }
    const shown = [...scale.matchAll(/`serve[^`]* (--[a-z-]+)|^\| `(--[a-z-]+)/gm)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, inText, inTable] of shown) expect(help).toContain(inText ?? inTable);
  });

  it('that are secret come from the environment, which must have them', () => {
    const all = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment),
    );
    const secret = all.filter(([name]) => /PASSWORD|TOKEN|STORE/.test(name));
    expect(secret).toHaveLength(3);
    for (const [, value] of secret)
      expect(value).toMatch(/^(postgres:\/\/doublecheck:)?\$\{\w+:\?/);
    expect(dockerfile).not.toMatch(/^(ENV|ARG) .*(PASSWORD|TOKEN|STORE)/m);
    // What is asked for is what the page tells to set.
    for (const [, name] of read('compose.yaml').matchAll(/\$\{(\w+)/g))
      expect(scale).toContain(name);
  });

  it('are explained with files that are there', () => {
    const files = [...scale.matchAll(/\]\((\S+?)(?:#\S*)?\)/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(path.join(packageRoot, 'docs', file))).toBe(true);
  });
});
