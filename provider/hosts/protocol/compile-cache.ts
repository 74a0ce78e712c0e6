import { enableCompileCache } from "node:module";

/*
 * The engine starts a provider for every command, and compiling what it loads is most of what a small stack costs: Node keeps the
 * compiled code in the system's folder for temporary files (`NODE_COMPILE_CACHE` names another, `NODE_DISABLE_COMPILE_CACHE=1`
 * switches it off). Imported for its effect, before everything else.
 */
enableCompileCache();
