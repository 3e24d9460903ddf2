/**
 * What is public: start a workspace, be its people, press and read, stop it; and the parts behind that, for whoever shows
 * a workspace or makes Slack misbehave.
 */

export type { PressedAction } from "./actions.ts";
export type { Actor } from "./actor.ts";
export { messageAsText, viewAsText } from "./as-text.ts";
export { problemsInBlocks, problemsInView } from "./block-kit.ts";
export { offeredOptions } from "./block-kit-elements.ts";
export type { CallFault } from "./call-faults.ts";
export { SandboxClock } from "./clock.ts";
export { type ControlAct, controlRoutes, screenAsText } from "./control.ts";
export { SlackFailure } from "./failures.ts";
export { type InputValue, type PlacedElement, placedElements, type Values, valuesOf } from "./inputs.ts";
export { asJson, isObject, type Json, type JsonObject, objectIn, objectsIn, parseJson, stringIn } from "./json.ts";
export { USUAL_LATENCY } from "./latency.ts";
export * as limits from "./limits.ts";
export type { ShortcutEntry } from "./manifest.ts";
export type { Misbehaviour } from "./misbehaviour.ts";
export { ownPagesOnly } from "./own-pages.ts";
export type { TourStep } from "./page/client/wire.ts";
export type { Guide } from "./page/guide.ts";
export { pageRoutes } from "./page/routes.ts";
export { personEvent } from "./payloads.ts";
export { RateLimits } from "./rate-limits.ts";
export { realTimeMs, withinRealMs } from "./real-time.ts";
export { type Sandbox, type SandboxOptions, startSandbox } from "./server.ts";
export { type ServeOptions, serveSlack, serveUntilInterrupted } from "./serving.ts";
export type { Simulation } from "./simulation.ts";
export type { Submission } from "./submission.ts";
export { TakenOver } from "./taken-over.ts";
export { type NumberedEntry, TRANSCRIPTS, type TranscriptEntry } from "./transcript.ts";
export type { Ack, RequestKind, Retry, Transport } from "./transport.ts";
export { readView, type View } from "./views.ts";
export {
  type Block,
  type Channel,
  keepMessage,
  type Person,
  type SandboxMessage,
  type SandboxPerson,
  type Workspace,
} from "./workspace.ts";
