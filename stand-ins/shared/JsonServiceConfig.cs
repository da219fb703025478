using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AwsStandIns;

/// <summary>Client config for a service whose endpoint is <c>https://{prefix}.{region}.{suffix}</c>.</summary>
public abstract class JsonServiceConfig : ClientConfig
{
    private readonly string _prefix, _version, _userAgent;

    private protected JsonServiceConfig(string serviceId, string prefix, string apiVersion)
        : base(new DefaultConfigurationProvider([StandardDefaults]))
    {
        (_prefix, _version, _userAgent) = (prefix, apiVersion, InternalSDKUtils.BuildUserAgentString(serviceId, "4.0.0.0"));
        base.ServiceId = serviceId;
        AuthenticationServiceName = prefix;
    }

    private static DefaultConfiguration StandardDefaults { get; } = new()
    {
        Name = DefaultConfigurationMode.Standard,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(3100),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
    };

    public override string RegionEndpointServiceName => _prefix;
    public override string ServiceVersion => _version;
    public override string UserAgent => _userAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        if (!string.IsNullOrEmpty(ServiceURL))
        {
            return new Endpoint(ServiceURL);
        }

        var region =
            parameters.AlternateEndpoint ?? RegionEndpoint ?? throw new AmazonClientException("Invalid Configuration: Missing Region");
        return UseDualstackEndpoint
            ? throw new AmazonClientException("Dual-stack endpoints are not covered by the stand-in client")
            : new Endpoint($"https://{_prefix}{(UseFIPSEndpoint ? "-fips" : "")}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }
}
