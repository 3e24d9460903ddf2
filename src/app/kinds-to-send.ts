import { messageKinds } from "../delivery/bundle.ts";
import type { Kinds } from "../delivery/kinds.ts";
import type { Services } from "../platform/services.ts";
import { capabilities } from "./capabilities.ts";

/** Of all capabilities. */
export function kindsToSend(services: Services): Kinds {
  return messageKinds(
    services,
    capabilities.flatMap(({ messages = [] }) => messages),
  );
}
