import type { CallFaults } from "./call-faults.ts";
import type { SandboxClock } from "./clock.ts";
import type { Events } from "./events.ts";
import type { Files } from "./files.ts";
import type { Homes } from "./homes.ts";
import type { Latency } from "./latency.ts";
import type { Manifest } from "./manifest.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Transcript } from "./transcript.ts";
import type { Transport } from "./transport.ts";
import type { Triggers } from "./triggers.ts";
import type { Views } from "./views.ts";
import type { Workspace } from "./workspace.ts";

interface Tokens {
  bot: string;
  app: string;
  /** What calls with the bot token get after the workspace took it away, or took the app out. */
  refusal: "token_revoked" | "account_inactive" | null;
}

/** The parts of the simulated Slack, for those that work with several of them. */
export interface Simulation {
  clock: SandboxClock;
  manifest: Manifest;
  tokens: Tokens;
  workspace: Workspace;
  views: Views;
  homes: Homes;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  files: Files;
  rateLimits: RateLimits;
  faults: CallFaults;
  latency: Latency;
  events: Events;
  transcript: Transcript;
  transport: Transport;
  /** The address to send a file to. */
  uploadUrl: (key: string) => string;
  /** The address of a new Socket Mode connection, to be used once. */
  makeSocketUrl: () => string;
}
