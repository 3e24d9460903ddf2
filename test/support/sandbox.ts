import type { SandboxOptions } from "slack-sandbox";
import { aSandbox as aWorkspace } from "../../packages/slack-sandbox/test/workspace.ts";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";

/** A workspace in which Drumbeat may be installed, with Ana, Bruno and Chen, until the test ends. */
export function aSandbox(options: Partial<SandboxOptions> = {}): ReturnType<typeof aWorkspace> {
  return aWorkspace({ manifest: manifestYml(), ...options });
}
