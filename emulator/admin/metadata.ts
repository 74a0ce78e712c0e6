/** The part of the service's EDM that is known (docs/service/admin-api.md#metadata), as `$metadata` returns it. */
export const METADATA = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Exchange" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<ComplexType Name="GenericHashTable" OpenType="true"/>
<ComplexType Name="CmdletInvokeInputType"><Property Name="CmdletName" Type="Edm.String"/><Property Name="Parameters" Type="Exchange.GenericHashTable"/></ComplexType>
<ComplexType Name="ByteArrayType"><Property Name="Data" Type="Collection(Edm.Byte)" Nullable="false"/></ComplexType>
<ComplexType Name="StringFieldDeltaUpdateData"><Property Name="Add" Type="Collection(Edm.String)"/><Property Name="Remove" Type="Collection(Edm.String)"/></ComplexType>
<Action Name="InvokeCommand"><Parameter Name="CmdletInput" Type="Exchange.CmdletInvokeInputType"/><ReturnType Type="Collection(Exchange.GenericHashTable)"/></Action>
<EntityContainer Name="Container"><ActionImport Name="InvokeCommand" Action="Exchange.InvokeCommand"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>
`;
