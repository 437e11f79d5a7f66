import { expect, test } from 'vitest';
import { parseServerOptions } from '../server-options.ts';
import { createProxyCheck } from './trusted-proxies.ts';

const securityOf = (...args: readonly string[]) => parseServerOptions(args, {}).security;

test('nothing travels in the clear beyond this machine unless someone says so [SE1]', () => {
  expect(securityOf()).toEqual({ kind: 'plain' });
  expect(securityOf('--host', 'localhost')).toEqual({ kind: 'plain' });
  expect(() => securityOf('--host', '0.0.0.0')).toThrow(/in the clear to 0\.0\.0\.0/);
  expect(securityOf('--host', '0.0.0.0', '--plain-http')).toEqual({ kind: 'plain' });
  expect(securityOf('--host', '::', '--tls-cert', 'a.pem', '--tls-key', 'b.pem')).toEqual({
    kind: 'tls',
    certFile: 'a.pem',
    keyFile: 'b.pem',
  });
});

test('half of a certificate, or two ways at once, are refused with what to do', () => {
  expect(() => securityOf('--tls-cert', 'a.pem')).toThrow(/go together/);
  const tls = ['--tls-cert', 'a.pem', '--tls-key', 'b.pem'];
  expect(() => securityOf(...tls, '--plain-http')).toThrow(/neither/);
  expect(() => securityOf('--behind-proxy', 'the proxy')).toThrow(/“the proxy” is neither/);
});

test('a proxy is trusted by address or network, in either notation', () => {
  const check = createProxyCheck(['10.1.0.0/16', '192.168.1.7', 'fd00::/8']);
  expect(['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.7', 'fd00::1'].map(check)).toEqual([
    ...[true, true, true, true],
  ]);
  expect(['10.2.2.3', '192.168.1.8', '::1', ''].map(check)).toEqual([false, false, false, false]);
});
