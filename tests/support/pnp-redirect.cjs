// Loaded before a foreign client of Graph: what it sends to Graph goes to the practice server, everything else nowhere.
const http = require('node:http');
const https = require('node:https');

const GRAPH = 'graph.microsoft.com';

/** The options of a call to https.request, in whichever of its forms it was made. */
function optionsOf(first, second) {
  if (typeof first !== 'string' && !(first instanceof URL)) return { ...first };
  const { hostname, pathname, search } = new URL(first);
  return { hostname, path: pathname + search, ...(typeof second === 'object' ? second : {}) };
}

https.request = (first, second, third) => {
  const options = optionsOf(first, second);
  const host = options.hostname ?? options.host;
  if (host !== GRAPH) throw new Error(`the practice run asks nobody but Graph, and not ${host}`);
  // Agents and protocols of the client are for TLS.
  for (const name of ['agent', 'agents', 'nativeProtocols']) delete options[name];
  const address = {
    protocol: 'http:',
    host: '127.0.0.1',
    hostname: '127.0.0.1',
    port: process.env.PRACTICE_GRAPH_PORT,
  };
  const headers = { ...options.headers, host: GRAPH };
  return http.request({ ...options, ...address, headers }, typeof second === 'function' ? second : third);
};
