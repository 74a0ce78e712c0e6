"""What all classes of this package share. Written by hand."""

from typing import Any, Mapping, Optional, Sequence, Tuple

import pulumi
import pulumi.runtime


def registration(
    of: type,
    args: Any,
    opts: Optional[pulumi.ResourceOptions],
    given: Mapping[str, Any],
    *,
    required: Sequence[str],
    outputs: Sequence[str],
    secrets: Sequence[str],
    alias: str,
) -> Tuple[Any, pulumi.ResourceOptions]:
    """Properties and options of a resource; ``args`` are its arguments as one object, or its options."""
    if isinstance(args, pulumi.ResourceOptions):
        args, opts = None, args
    if opts is not None and not isinstance(opts, pulumi.ResourceOptions):
        raise TypeError("Expected resource options to be a ResourceOptions instance")
    if args is not None and not isinstance(args, of):
        raise TypeError(f"Expected {of.__name__} or ResourceOptions, not {type(args).__name__}")
    values = dict(args.__dict__) if args is not None else dict(given)
    reading = opts is not None and (opts.id is not None or opts.urn is not None)
    for name in [] if reading else required:
        if values.get(name) is None:
            raise TypeError(f"Missing required property '{name}'")
    # Of the arguments' own type, so that names inside dictionaries are translated; every output is preset.
    properties = of.__new__(of)
    properties.__dict__.update({name: None for name in outputs})
    properties.__dict__.update(values)
    defaults = pulumi.ResourceOptions(
        delete_before_replace=True,
        aliases=[pulumi.Alias(type_=alias)],
        additional_secret_outputs=list(secrets),
    )
    return properties, pulumi.ResourceOptions.merge(defaults, opts)


def settings(given: Mapping[str, Any], secrets: Sequence[str]) -> Mapping[str, Any]:
    """A provider's settings as they travel: text, JSON where they are not text; credentials are secret."""

    def text(value: Any) -> Any:
        if isinstance(value, str):
            return value
        return pulumi.Output.from_input(value).apply(
            lambda known: known if isinstance(known, str) else pulumi.runtime.to_json(known)
        )

    return {
        name: pulumi.Output.secret(text(value)) if name in secrets else text(value)
        for name, value in given.items()
        if value is not None
    }
