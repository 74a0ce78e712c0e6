/** The embedded engine: runs Pulumi programs without the Pulumi CLI. Production runs on `pulumi`. */
export { EngineError, InterruptedError, UnsupportedError } from "./errors";
export type { Diagnostic, EventSink, Op, Severity, StepEvent } from "./events";
export { hasChanges } from "./counter";
export type { ImportRequest } from "./deploy/import";
export { digest } from "./display/json";
export { TextDisplay } from "./display/text";
export { type Kind, type OperationOptions, type OperationResult, operate } from "./operation";
export { Recorder, type RecordedStep } from "./recorder";
export { exportState, importState, type UntypedDeployment } from "./state-file";
export { KeyRing, Workspace, type WorkspaceOptions } from "./workspace";
export { displayValue } from "./property/value";
