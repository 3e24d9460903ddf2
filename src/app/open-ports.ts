/** The ports of this process, open before Slack hears of it. */
import type { RequestListener } from "node:http";
import type { Config } from "../platform/config.ts";
import { METRICS_PATH, type OpenPort, openPort, type ProbeRoute } from "../platform/health.ts";
import type { CountRefusal } from "../platform/refused-requests.ts";
import type { ShutdownSequence } from "../platform/shutdown.ts";

export interface Ports {
  /** `others`: takes what is none of these routes. */
  serve(routes: readonly ProbeRoute[], others: RequestListener | undefined): void;
  close(): Promise<unknown>;
}

/** Rejects if one is taken. Until something is served, only `/livez` is well. */
export async function openPorts(
  { slack, healthPort, host, metrics }: Config,
  shutdown: ShutdownSequence,
  refused: CountRefusal,
): Promise<Ports> {
  const open: OpenPort[] = [];
  const close = () => Promise.all(open.map((port) => port.close()));
  shutdown.add(close);
  const opened = async (at: { port: number; host?: string | undefined }) => {
    const port = await openPort(at, refused);
    open.push(port);
    return port;
  };
  const port = slack.mode === "http" ? slack.port : healthPort;
  const main = port === null ? null : await opened({ port, host });
  const apart = metrics ? await opened(metrics) : null;
  return {
    serve(routes, others) {
      // Where Slack's requests come in, strangers may ask too, and measures have no password.
      const isWithOthers = apart === null && slack.mode === "socket";
      const isMeasures = ({ path }: ProbeRoute) => path === METRICS_PATH;
      main?.serve(
        routes.filter((route) => isWithOthers || !isMeasures(route)),
        others,
      );
      apart?.serve(routes.filter(isMeasures));
    },
    close,
  };
}
