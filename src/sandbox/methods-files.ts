import { z } from "zod";
import { FILE_LIMITS } from "../platform/slack/limits.ts";
import { SlackError } from "./failures.ts";
import { parseJson } from "./json.ts";
import { count, type Method, method, text } from "./method.ts";

const uploads = z.preprocess(
  (given) => (typeof given === "string" ? parseJson(given) : given),
  z.array(z.strictObject({ id: z.string(), title: z.string().optional() })).min(1),
);

/** Files stay with the app: it shows them in blocks. Sharing one in a channel is not simulated. */
export const fileMethods: Record<string, Method> = {
  "files.getUploadURLExternal": method({
    scope: "files:write",
    acceptsJson: false,
    // The SDK's uploadV2 calls the description `alt_text`, which Slack does not know.
    arguments: { filename: text, length: count, alt_txt: text.optional() },
    run({ files, uploadUrl }, { filename, length, alt_txt: altText = null }) {
      if (filename === "" || length === 0) throw new SlackError("missing_argument");
      if (length > FILE_LIMITS.bytes) throw new SlackError("file_upload_size_restricted");
      if (altText !== null && altText.length > FILE_LIMITS.altText) throw new SlackError("alt_txt_too_large");
      const { id, key } = files.announce({ name: filename, size: length, altText });
      return { upload_url: uploadUrl(key), file_id: id };
    },
  }),

  "files.completeUploadExternal": method({
    scope: "files:write",
    acceptsJson: true,
    arguments: { files: uploads },
    run: ({ files }, args) => ({ files: files.complete(args.files).map((file) => files.json(file)) }),
  }),
};
