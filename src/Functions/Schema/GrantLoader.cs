using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Schema;

/// <summary>
/// Lets the loads' database user make its schema, when the stack is made or changed. This is the one thing that needs an administrator:
/// a user that signs in with a role has the rights of PUBLIC, and those do not make a schema.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html and https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
/// </remarks>
public sealed class GrantLoader(Func<string, IWarehouse> administering, TimeProvider time, HttpClient http)
{
    public GrantLoader() : this(AwsPorts.Administering, TimeProvider.System, new HttpClient()) { }

    public GrantLoader(FunctionPorts ports) : this(_ => ports.Warehouse, ports.Time, new HttpClient()) { }

    public Task<StackChangeAnswer> HandleAsync(StackChange input, ILambdaContext context) =>
        new StackAnswering(http, time).AnswerAsync(input, context, cancellation => GrantAsync(input, cancellation));

    private async Task GrantAsync(StackChange change, CancellationToken cancellationToken)
    {
        var properties = change.ResourceProperties;
        var user = properties.User
            ?? throw new SettingMissingException($"{change.LogicalResourceId} has no User: give it one in serverless.template");
        var secret = properties.AdminSecretArn
            ?? throw new SettingMissingException($"{change.LogicalResourceId} has no AdminSecretArn: give it one in serverless.template");
        var warehouse = administering(secret);
        var runner = new BatchRunner(warehouse, time);
        var found = await runner.RunAsync(
            "find user", change.RequestId, [SqlCatalog.Access.FindUser.Render(SqlArgument.Text("user", user))], cancellationToken);
        var rows = await warehouse.ReadAsync(found.Id, StatementBatch.OnlyStatement, cancellationToken);
        var name = SqlArgument.QuotedName("user", user);
        IReadOnlyList<string> create = rows[0].Number("users") == 0 ? [SqlCatalog.Access.CreateUser.Render(name)] : [];
        await runner.RunAsync(
            "grant loader",
            change.RequestId,
            [.. create, SqlCatalog.Access.GrantCreate.Render(name, SqlArgument.Identifier("database", properties.Database))],
            cancellationToken);
    }
}
