"""What all classes of this package share. Written by hand."""

import sys
from typing import TYPE_CHECKING, Any, Generator, Mapping, Optional, Sequence, Tuple, Type, TypeVar

import pulumi
import pulumi.runtime

if sys.version_info >= (3, 11):
    from typing import NotRequired as NotRequired, TypedDict as TypedDict
else:
    from typing_extensions import NotRequired as NotRequired, TypedDict as TypedDict

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    Of = TypeVar("Of")

    # Pulumi makes the constructor when the class is made; this tells editors and type checkers what it takes.
    @dataclass_transform(kw_only_default=True, field_specifiers=(pulumi.property,))
    def input_type(of: Type[Of]) -> Type[Of]: ...

else:
    input_type = pulumi.input_type

Result = TypeVar("Result")


def arguments(
    of: type, args: Any, opts: Optional[pulumi.ResourceOptions], given: Mapping[str, Any]
) -> Tuple[Mapping[str, Any], Optional[pulumi.ResourceOptions]]:
    """Values and options; ``args`` are the arguments as one object, or the options."""
    if isinstance(args, pulumi.ResourceOptions):
        args, opts = None, args
    if opts is not None and not isinstance(opts, pulumi.ResourceOptions):
        raise TypeError("Expected resource options to be a ResourceOptions instance")
    if args is not None and not isinstance(args, of):
        raise TypeError(f"Expected {of.__name__} or ResourceOptions, not {type(args).__name__}")
    return dict(args.__dict__) if args is not None else dict(given), opts


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
    values, opts = arguments(of, args, opts, given)
    reading = opts is not None and (opts.id is not None or opts.urn is not None)
    for name in [] if reading else required:
        if values.get(name) is None:
            raise TypeError(f"Missing required property '{name}'")
    # Of the arguments' own type, so that names inside dictionaries are translated; every output is preset.
    properties: Any = object.__new__(of)
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


def copied(found: Any, into: Type[Result]) -> Result:
    """The same result as another class of the same members."""
    result = into.__new__(into)
    result.__dict__.update(found.__dict__)
    if isinstance(found, dict):
        dict.update(result, found)  # type: ignore[call-overload]
    return result


def awaited(found: Any, into: Type[Result]) -> Generator[Any, None, Result]:
    """What awaiting a result gives, at once."""
    if False:
        yield found
    return copied(found, into)


class _Module(pulumi.runtime.ResourceModule, pulumi.runtime.ResourcePackage):
    """Makes resources of what a component hands over by reference."""

    def __init__(self, provider: type, classes: Mapping[str, type]):
        self._provider = provider
        self._classes = classes

    def version(self) -> None:
        return None

    def construct(self, name: str, typ: str, urn: str) -> pulumi.Resource:
        of = self._classes.get(typ)
        if of is None:
            raise Exception(f"unknown resource type {typ}")
        return of(name, opts=pulumi.ResourceOptions(urn=urn))

    def construct_provider(self, name: str, typ: str, urn: str) -> pulumi.ProviderResource:
        if typ != "pulumi:providers:purview":
            raise Exception(f"unknown provider type {typ}")
        return self._provider(name, opts=pulumi.ResourceOptions(urn=urn))


def register(provider: type, classes: Mapping[str, type]) -> None:
    """Tells Pulumi the classes of this package's types."""
    module = _Module(provider, classes)
    pulumi.runtime.register_resource_package("purview", module)
    for name in {token.split(":")[1] for token in classes}:
        pulumi.runtime.register_resource_module("purview", name, module)
