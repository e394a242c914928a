import net from 'node:net';

/** A loopback port that nothing listened on a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo; // listening on TCP
      probe.close(() => resolve(port));
    });
  });
