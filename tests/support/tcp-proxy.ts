import net from 'node:net';

/** A wire to a server that can be cut. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Leaves the connections open and passes nothing on, either way. */
  stall(): void;
  /** Lets connections through again, on the same port. */
  mend(): Promise<void>;
}

/** Passes loopback connections on to `target` until it is cut. Cut it at the end of the test. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((caller) => {
    const onward = net.connect(target);
    for (const [from, to] of [
      [caller, onward],
      [onward, caller],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => void server.once('error', reject).listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo; // listening on TCP
  return {
    port,
    mend: () => listen(port),
    stall: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
